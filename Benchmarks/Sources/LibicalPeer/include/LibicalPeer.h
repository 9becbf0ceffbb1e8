#ifndef LIBICAL_PEER_H
#define LIBICAL_PEER_H

#include <stdbool.h>
#include <stdint.h>

/// libical behind as few calls as the comparison needs. Times are seconds since 1970, on the wall or in UTC.
struct libical_rule;

/// A rule from its text, its start as a wall time, and a zone's name (NULL: floating); NULL where libical refuses it.
struct libical_rule *libical_rule_new(const char *text, int64_t start, const char *zone);
void libical_rule_free(struct libical_rule *rule);

/// The first occurrence later than an instant; with `jump` the iterator is set there, else it walks from the start.
/// INT64_MIN where there is none.
int64_t libical_rule_next(struct libical_rule *rule, int64_t after, bool jump);

/// Fills up to `count` occurrences from the start on, and says how many there were; -1 where it refuses.
int libical_rule_list(struct libical_rule *rule, int64_t *found, int count);

/// The same by a child process, which may crash, or take more than so much time of the processor: -1.
int libical_rule_ask(struct libical_rule *rule, int64_t *found, int count, int milliseconds);

/// Loads a zone, so that no child has to.
void libical_warm_up(const char *zone);

#endif
