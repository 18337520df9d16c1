// Must not compile: Box and Register in one translation unit. The order comes from the command line.
#ifdef BOX_FIRST
#include "server/store/box.h"
// Apart, so that no tool sorts them.
#include "server/store/register.h"
#else
#include "server/store/register.h"
// Apart, so that no tool sorts them.
#include "server/store/box.h"
#endif
int main() {
  return 0;
}
