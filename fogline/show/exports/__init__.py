"""Exports of the record: one file for each format."""
