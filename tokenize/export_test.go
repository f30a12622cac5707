package tokenize

// LoadProse lets tests read damaged assets.
var LoadProse = loadProse
