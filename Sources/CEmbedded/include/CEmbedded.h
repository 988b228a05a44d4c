#pragma once
#include <stddef.h>

// One file that the binary carries.
struct embedded_file {
  const char *path;  // below Sources, for example SpecterDrivers/Python/driver.py; or skills/specter-extract/SKILL.md
  const unsigned char *bytes;
  size_t count;
};

size_t embedded_count(void);
// `index` must be below embedded_count().
struct embedded_file embedded_file_at(size_t index);
