"""Reads reports of armed conflict: who claims what happened where, and what other datasets record."""

__version__ = "0.1.0"
