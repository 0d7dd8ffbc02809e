"""Working methods (工作法): versioned texts that a committee adopts."""
