"""Plain computation on places: names, pasted points, borders and their drawing. No Django."""
