"""The shape of what people write in an inventory."""
