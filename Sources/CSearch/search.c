#include "CSearch.h"

enum { BLOCK = 16 }; // bytes

typedef unsigned char byte;

/// The bit by which the cases of a letter differ; 0 for any other byte.
static byte case_bit(byte letter) { return letter >= 'a' && letter <= 'z' ? 0x20 : 0; }

static byte lower(byte letter) { return letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter; }

static bool begins(const byte *bytes, const byte *word, size_t length) {
  for (size_t place = 0; place < length; place++) {
    if (lower(bytes[place]) != word[place]) return false;
  }
  return true;
}

bool specter_holds(const byte *bytes, size_t count, const byte *word, size_t length) {
  if (length == 0) return true;
  if (count < length) return false;
  // Two bytes in a row are rare where one is not. A word of one byte is looked for twice.
  const byte one = word[0], two = word[length > 1];
  const byte one_case = case_bit(one), two_case = case_bit(two);
  const size_t next = length > 1, last = count - length;
  size_t place = 0;
  while (place <= last) {
    if (place + BLOCK + 1 <= count) {
      byte hit = 0;
      for (size_t offset = 0; offset < BLOCK; offset++) {
        hit |= ((bytes[place + offset] | one_case) == one)
            & ((bytes[place + offset + next] | two_case) == two);
      }
      if (!hit) {
        place += BLOCK;
        continue;
      }
    }
    size_t end = place + BLOCK <= last ? place + BLOCK : last + 1;
    for (; place < end; place++) {
      if ((bytes[place] | one_case) == one && begins(bytes + place, word, length)) return true;
    }
  }
  return false;
}

bool specter_contains(const byte *bytes, size_t count, const byte *word, size_t length) {
  if (length == 0) return true;
  const byte *end = bytes + count;
  while ((size_t)(end - bytes) >= length) {
    bytes = memchr(bytes, word[0], (size_t)(end - bytes) - length + 1);
    if (!bytes) return false;
    if (memcmp(bytes, word, length) == 0) return true;
    bytes++;
  }
  return false;
}

size_t specter_next_mark(const byte *bytes, size_t place, size_t count, bool ids) {
  if (place == 0) return place;
  for (; place + BLOCK + 1 <= count; place += BLOCK) {
    const byte *block = bytes + place;
    byte hit = 0;
    for (size_t offset = 0; offset < BLOCK; offset++) {
      byte here = block[offset], next = block[offset + 1];
      byte letter = here | 0x20, next_letter = next | 0x20;
      hit |= ((letter == 's') & (next_letter == 'e')) | ((letter == 'p') & (next_letter == 'r'))
          | ((here == 0xC2) & (next == 0xA7)) | ((here == '-') & (next_letter == 'd'))
          | ((here == '[') & (next_letter == 'n'));
    }
    if (ids) {
      for (size_t offset = 0; offset < BLOCK; offset++) {
        byte here = block[offset], before = (block - 1)[offset];
        byte is_capital = (byte)(here - 'A') <= 'Z' - 'A';
        byte is_behind_letter = (byte)((before | 0x20) - 'a') <= 'z' - 'a';
        hit |= (is_capital & !is_behind_letter) | (here == '~');
      }
    }
    if (hit) return place;
  }
  return place < count ? place : count;
}
