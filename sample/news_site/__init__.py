"""The invented publisher: its articles, its pages, its server."""
