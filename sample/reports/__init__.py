"""The invented reports: their facts by family, their words, and the PDFs drawn of them."""
