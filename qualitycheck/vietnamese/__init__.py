"""Vietnamese text: characters (cleaning, folding, legacy fonts) and words (underthesea, loaded when needed)."""
