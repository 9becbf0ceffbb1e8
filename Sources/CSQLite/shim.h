#include <sqlite3.h>

// Swift cannot call functions with a variable number of arguments.
static inline int sqlite_allocate_pages_singly(void) {
  return sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0);
}
