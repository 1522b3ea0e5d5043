"""One file a command of scrapy."""
