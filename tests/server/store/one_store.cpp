// Must compile: each store alone, so that the refusal of both is not a refusal of everything.
#ifdef BOX_FIRST
#include "server/store/box.h"
#else
#include "server/store/register.h"
#endif
int main() {
  return 0;
}
