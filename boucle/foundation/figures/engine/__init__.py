"""Pure drawing: plain values in, SVG text out. Colours are classes of the style sheet, geometry is in attributes."""
