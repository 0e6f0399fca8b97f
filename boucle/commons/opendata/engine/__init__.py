"""Reading files and guessing what their columns mean: plain values in, plain values out."""
