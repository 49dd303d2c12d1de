"""Where form and workbooks live. Platforms read and write; they decide nothing."""
