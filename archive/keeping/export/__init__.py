"""What leaves the archive: public snapshots with their tables, texts and checksums, and originals as WARC."""
