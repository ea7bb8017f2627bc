"""Vietnamese text: characters (cleaning, folding), legacy fonts, possible syllables."""
