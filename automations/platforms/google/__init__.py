"""Where form and workbooks live on Google."""
