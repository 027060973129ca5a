"""Typesetting: a document and a layout become pages on which everything has its place.

The body is typeset first and knows nothing of the clinic; it leaves places of fixed size, into which the imprint is
then fitted on its own. Both halves are functions of frozen values, so that a body is set once for many clinics.
"""
