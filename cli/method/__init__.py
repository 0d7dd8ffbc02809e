"""`bihuan methods`: working methods listed, checked, drawn and played through."""
