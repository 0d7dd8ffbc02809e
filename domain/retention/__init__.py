"""Retention (保存期限): versioned texts that say what is kept for how long, and by which law."""
