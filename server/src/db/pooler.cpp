// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/pooler.hpp"

#include <atomic>

namespace rmirror::db {

namespace {

std::atomic<Pooler> the_pooler = Pooler::off;

}  // namespace

void set_pooler(Pooler pooler)
{
    the_pooler = pooler;
}

Pooler pooler()
{
    return the_pooler;
}

}  // namespace rmirror::db
