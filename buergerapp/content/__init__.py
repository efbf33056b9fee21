"""The authors' side: guide files are read, checked and compiled into the catalog."""
