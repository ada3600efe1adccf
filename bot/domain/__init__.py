"""Rules as plain functions over frozen dataclasses: no I/O, no clock of its own."""
