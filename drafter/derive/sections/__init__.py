"""Sections assembled from answers: one file a section; nothing here asks a model."""
