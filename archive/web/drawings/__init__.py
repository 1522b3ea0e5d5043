"""Charts that the server draws as SVG shapes. They need no script."""
