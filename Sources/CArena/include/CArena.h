// Parses markdown with libcmark-gfm into memory that is freed at once.
#ifndef CARENA_H
#define CARENA_H

#include <stddef.h>

/// A parsed document and all the memory that it lies in.
typedef struct specter_tree specter_tree;

/// Parses `count` bytes of UTF-8 with tables, strikethrough and task lists. One thread at a time
/// parses, others wait: the library keeps the characters that its extensions look for in one table
/// for all. Nothing may be changed in the tree, and no function of the library that allocates
/// (such as `cmark_node_get_literal`) may be called on it: the memory is given out only here.
specter_tree *specter_tree_parse(const char *bytes, size_t count);

/// The document's node, a `cmark_node *`; null when the library gave none.
void *specter_tree_root(const specter_tree *tree);

/// Frees the tree with every node.
void specter_tree_free(specter_tree *tree);

#endif
