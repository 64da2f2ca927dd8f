"""Files beside the pages: the whole as one file, the picture for shared links, what machines are told."""
