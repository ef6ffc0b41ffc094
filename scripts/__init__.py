"""Maintenance: what is generated, and how."""
