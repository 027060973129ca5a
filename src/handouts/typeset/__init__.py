"""Typesetting: a document and a layout become pages on which everything has its place."""
