// An arena under libcmark-gfm. The library's callbacks carry no context, so the arena of the parse
// that runs is in a static variable, and a lock keeps the parses apart. Small pieces are cut off
// slabs and never given back singly, but for the last one; large ones (the text of a huge fence
// grows by being moved) have memory of their own that is freed when the library frees it.

#include "CArena.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  FIRST_SLAB = 256 << 10, // bytes
  LARGEST_SLAB = 8 << 20, // bytes
  MOST_SPARE = 4 << 20,   // bytes of slabs that outlive their tree
  LARGE = 64 << 10,       // bytes of a piece that has memory of its own
  ALIGNMENT = 8,          // bytes; the library stores pointers and integers only
};

struct slab {
  struct slab *next;
  size_t size;
};

/// Stands before every piece, so that it can be moved and freed.
struct piece {
  size_t size;
};

/// Stands before a large piece's `struct piece`.
struct large {
  struct large *next;
  struct large *before;
};

struct specter_tree {
  struct slab *slabs;
  struct large *larges;
  char *place;
  char *end;
  size_t next_size;
  cmark_node *root;
};

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct specter_tree *current;
/// Slabs that outlive their tree, for the next: fresh memory costs a page fault every 4 kB.
static struct slab *spares;
static size_t spare_size;

static void *held(void *memory) {
  if (memory) return memory;
  fputs("specter: out of memory while reading markdown\n", stderr);
  abort();
}

static size_t rounded(size_t size) { return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1); }

static struct piece *header(void *memory) { return (struct piece *)memory - 1; }

static struct large *large_header(void *memory) { return (struct large *)header(memory) - 1; }

/// Fresh memory, mapped in one go where the system can.
static struct slab *new_slab(size_t size) {
#ifdef MAP_POPULATE
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE;
#else
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
#endif
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
  struct slab *slab = held(memory == MAP_FAILED ? NULL : memory);
  slab->size = size;
  return slab;
}

static void add_slab(struct specter_tree *tree) {
  struct slab *slab = spares;
  if (slab) {
    spares = slab->next;
    spare_size -= slab->size;
  } else {
    slab = new_slab(tree->next_size);
  }
  slab->next = tree->slabs;
  tree->slabs = slab;
  tree->place = (char *)(slab + 1);
  tree->end = (char *)slab + slab->size;
  if (tree->next_size < LARGEST_SLAB) tree->next_size *= 2;
}

static void free_slabs(struct slab *slab) {
  pthread_mutex_lock(&gate);
  while (slab) {
    struct slab *next = slab->next;
    if (spare_size + slab->size <= MOST_SPARE) {
      slab->next = spares;
      spares = slab;
      spare_size += slab->size;
    } else {
      munmap(slab, slab->size);
    }
    slab = next;
  }
  pthread_mutex_unlock(&gate);
}

static void link_large(struct specter_tree *tree, struct large *large) {
  large->before = NULL;
  large->next = tree->larges;
  if (large->next) large->next->before = large;
  tree->larges = large;
}

static void unlink_large(struct specter_tree *tree, struct large *large) {
  if (large->next) large->next->before = large->before;
  if (large->before) large->before->next = large->next;
  else tree->larges = large->next;
}

static const size_t LARGE_HEAD = sizeof(struct large) + sizeof(struct piece);

static void *take_large(struct specter_tree *tree, size_t size) {
  struct large *large = held(malloc(LARGE_HEAD + size));
  link_large(tree, large);
  struct piece *piece = (struct piece *)(large + 1);
  piece->size = size;
  return piece + 1;
}

static void *take(struct specter_tree *tree, size_t size) {
  size = rounded(size);
  if (size >= LARGE) return take_large(tree, size);
  if ((size_t)(tree->end - tree->place) < size + sizeof(struct piece)) add_slab(tree);
  struct piece *piece = (struct piece *)tree->place;
  piece->size = size;
  tree->place += sizeof(struct piece) + size;
  return piece + 1;
}

static void give_back(void *memory) {
  if (!memory || !current) return;
  struct piece *piece = header(memory);
  if (piece->size >= LARGE) {
    struct large *large = large_header(memory);
    unlink_large(current, large);
    free(large);
  } else if ((char *)memory + piece->size == current->place) {
    current->place = (char *)piece;
  }
}

static void *cleared(size_t count, size_t size) {
  if (!current) return held(calloc(count, size));
  if (size && count > SIZE_MAX / 2 / size) held(NULL);
  return memset(take(current, count * size), 0, count * size);
}

/// A large piece is moved by the system, which can do so without a copy.
static void *resized_large(void *memory, size_t size) {
  struct large *large = large_header(memory);
  unlink_large(current, large);
  large = held(realloc(large, LARGE_HEAD + size));
  link_large(current, large);
  struct piece *piece = (struct piece *)(large + 1);
  piece->size = size;
  return piece + 1;
}

static void *resized(void *memory, size_t size) {
  if (!current) return held(NULL);
  if (!memory) return take(current, size);
  struct piece *piece = header(memory);
  size = rounded(size);
  if (size <= piece->size) return memory;
  if (piece->size >= LARGE) return resized_large(memory, size);
  // The last piece grows where it is: the text of a paragraph that is being read.
  size_t more = size - piece->size;
  if ((char *)memory + piece->size == current->place && size < LARGE
      && (size_t)(current->end - current->place) >= more) {
    current->place += more;
    piece->size = size;
    return memory;
  }
  void *moved = take(current, size);
  memcpy(moved, memory, piece->size);
  give_back(memory);
  return moved;
}

static cmark_mem memory = {cleared, resized, give_back};

static cmark_node *parse(const char *bytes, size_t count) {
  static const char *const names[] = {"table", "strikethrough", "tasklist"};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
  for (size_t place = 0; place < sizeof names / sizeof *names; place++) {
    cmark_syntax_extension *syntax = cmark_find_syntax_extension(names[place]);
    if (syntax) cmark_parser_attach_syntax_extension(parser, syntax);
  }
  cmark_parser_feed(parser, bytes, count);
  cmark_node *root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return root;
}

specter_tree *specter_tree_parse(const char *bytes, size_t count) {
  specter_tree *tree = held(calloc(1, sizeof *tree));
  tree->next_size = FIRST_SLAB;
  pthread_mutex_lock(&gate);
  current = tree;
  tree->root = parse(bytes, count);
  current = NULL;
  pthread_mutex_unlock(&gate);
  return tree;
}

void *specter_tree_root(const specter_tree *tree) { return tree->root; }

void specter_tree_free(specter_tree *tree) {
  free_slabs(tree->slabs);
  struct large *large = tree->larges;
  while (large) {
    struct large *next = large->next;
    free(large);
    large = next;
  }
  free(tree);
}
