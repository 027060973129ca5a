"""Delivering leaflets by mail: at most once to each person, and every mail accounted for."""
