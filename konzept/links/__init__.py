"""Links of the built pages: what leads nowhere within the site, and whether other sites still answer."""
