#include "LibicalPeer.h"

#include <libical/ical.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

struct libical_rule {
  struct icalrecurrencetype rule;
  struct icaltimetype start;
  icaltimezone *zone;
};

static struct icaltimetype wall_time(int64_t wall, icaltimezone *zone) {
  struct icaltimetype time = icaltime_from_timet_with_zone(wall, 0, icaltimezone_get_utc_timezone());
  time.zone = zone;
  return time;
}

static int64_t instant(struct icaltimetype time, icaltimezone *zone) {
  return icaltime_as_timet_with_zone(time, zone ? zone : icaltimezone_get_utc_timezone());
}

struct libical_rule *libical_rule_new(const char *text, int64_t start, const char *zone) {
  icalerror_set_errors_are_fatal(0);
  struct libical_rule *made = calloc(1, sizeof *made);
  made->rule = icalrecurrencetype_from_string(text);
  made->zone = zone ? (strcmp(zone, "UTC") ? icaltimezone_get_builtin_timezone(zone) : icaltimezone_get_utc_timezone()) : NULL;
  if (made->rule.freq == ICAL_NO_RECURRENCE || (zone && !made->zone)) {
    free(made);
    return NULL;
  }
  made->start = wall_time(start, made->zone);
  return made;
}

void libical_rule_free(struct libical_rule *rule) {
  free(rule->rule.rscale);
  free(rule);
}

int64_t libical_rule_next(struct libical_rule *rule, int64_t after, bool jump) {
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule->rule, rule->start);
  if (!iterator) return INT64_MIN;
  if (jump) {
    struct icaltimetype from = icaltime_from_timet_with_zone(
        after, 0, rule->zone ? rule->zone : icaltimezone_get_utc_timezone());
    from.zone = rule->zone;
    icalrecur_iterator_set_start(iterator, from);
  }
  int64_t found = INT64_MIN;
  for (;;) {
    struct icaltimetype next = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(next)) break;
    found = instant(next, rule->zone);
    if (found > after) break;
    found = INT64_MIN;
  }
  icalrecur_iterator_free(iterator);
  return found;
}

static sigjmp_buf out_of_time;

static void leave(int signal) {
  (void)signal;
  siglongjmp(out_of_time, 1);
}

int libical_rule_list(struct libical_rule *rule, int64_t *found, int count, int milliseconds) {
  volatile int filled = 0;
  struct itimerval timer = {{0, 0}, {milliseconds / 1000, milliseconds % 1000 * 1000}};
  signal(SIGALRM, leave);
  // What libical had on the heap is lost then; it is a test that ends soon.
  if (sigsetjmp(out_of_time, 1)) return -1;
  setitimer(ITIMER_REAL, &timer, NULL);
  icalrecur_iterator *iterator = icalrecur_iterator_new(rule->rule, rule->start);
  while (iterator && filled < count) {
    struct icaltimetype next = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(next)) break;
    found[filled] = instant(next, rule->zone);
    filled = filled + 1;
  }
  if (iterator) icalrecur_iterator_free(iterator);
  timer.it_value.tv_sec = timer.it_value.tv_usec = 0;
  setitimer(ITIMER_REAL, &timer, NULL);
  return iterator ? filled : -1;
}
