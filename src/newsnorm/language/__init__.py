"""Placeholder: see the stage."""
