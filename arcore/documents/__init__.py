"""The only writers of files: workbooks, letters, packs, calendars. Each `build` returns the file's bytes."""
