#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
// The nodes' own layout: a call for every field of every node costs a third of the reading.
#include <cmark-gfm/node.h>
