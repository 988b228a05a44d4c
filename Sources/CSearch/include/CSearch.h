// Searches in bytes. Loops over blocks of sixteen with nothing but comparisons in them, which
// compilers turn into vector instructions on every machine.
#ifndef CSEARCH_H
#define CSEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/// The first `byte` among `count` bytes; null where there is none.
static inline const unsigned char *specter_find(
    const unsigned char *bytes, unsigned char byte, size_t count) {
  return (const unsigned char *)memchr(bytes, byte, count);
}

/// Whether `word`, of `length` bytes with its letters in lower case, stands among `count` bytes in
/// any case.
bool specter_holds(
    const unsigned char *bytes, size_t count, const unsigned char *word, size_t length);

/// Whether `word`, of `length` bytes, stands among `count` bytes.
bool specter_contains(
    const unsigned char *bytes, size_t count, const unsigned char *word, size_t length);

/// The first place from `place` on where one of these may begin: the words `section` and `profile`
/// in any case, `§`, `-defined`, `[needs`; and with `ids` also a `~`, or a capital that no letter
/// stands before. It may tell a place up to fifteen bytes too early; `count` where there is none.
size_t specter_next_mark(const unsigned char *bytes, size_t place, size_t count, bool ids);

#endif
