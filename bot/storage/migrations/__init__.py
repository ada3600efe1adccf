"""The schema's history. Alembic is imported only when there is work to do."""
