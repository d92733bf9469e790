// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/allocations.hpp"

#include <git2.h>
#include <git2/sys/alloc.h>
#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace rmirror::targets::git {

namespace {

constexpr auto kUnlimited = std::numeric_limits<std::int64_t>::max();

/// Of this thread. What was allocated elsewhere or before may be freed here, so `used` can be negative.
struct Allocated {
    std::int64_t used = 0;
    std::int64_t max = kUnlimited;
};
thread_local Allocated allocated;

std::int64_t size_of(void* memory)
{
    return memory ? static_cast<std::int64_t>(::malloc_usable_size(memory)) : 0;
}

bool exceeds_limit(std::size_t size)
{
    return allocated.max != kUnlimited && (size > static_cast<std::size_t>(allocated.max) ||
                                           allocated.used + static_cast<std::int64_t>(size) > allocated.max);
}

void* allocate(std::size_t size, char const* /*file*/, int /*line*/)
{
    if (exceeds_limit(size))
        return nullptr;
    auto* const memory = std::malloc(std::max<std::size_t>(size, 1));
    allocated.used += size_of(memory);
    return memory;
}

void release(void* memory)
{
    allocated.used -= size_of(memory);
    std::free(memory);
}

void* reallocate(void* memory, std::size_t size, char const* /*file*/, int /*line*/)
{
    auto const before = size_of(memory);
    if (static_cast<std::int64_t>(size) > before && exceeds_limit(size - static_cast<std::size_t>(before)))
        return nullptr;
    auto* const moved = std::realloc(memory, std::max<std::size_t>(size, 1));
    if (moved)
        allocated.used += size_of(moved) - before;
    return moved;
}

bool overflows(std::size_t count, std::size_t size)
{
    return size != 0 && count > std::numeric_limits<std::size_t>::max() / size;
}

void* allocate_array(std::size_t count, std::size_t size, char const* file, int line)
{
    return overflows(count, size) ? nullptr : allocate(count * size, file, line);
}

void* allocate_zeros(std::size_t count, std::size_t size, char const* file, int line)
{
    auto* const memory = allocate_array(count, size, file, line);
    if (memory)
        std::memset(memory, 0, count * size);
    return memory;
}

void* reallocate_array(void* memory, std::size_t count, std::size_t size, char const* file, int line)
{
    return overflows(count, size) ? nullptr : reallocate(memory, count * size, file, line);
}

char* copy_bytes(char const* text, std::size_t size, char const* file, int line)
{
    auto* const copy = static_cast<char*>(allocate(size + 1, file, line));
    if (copy) {
        std::memcpy(copy, text, size);
        copy[size] = '\0';
    }
    return copy;
}

char* copy_text(char const* text, char const* file, int line)
{
    return copy_bytes(text, std::strlen(text), file, line);
}

char* copy_start(char const* text, std::size_t size, char const* file, int line)
{
    return copy_bytes(text, ::strnlen(text, size), file, line);
}

}  // namespace

void count_allocations()
{
    git_allocator allocator{};
    allocator.gmalloc = &allocate;
    allocator.gcalloc = &allocate_zeros;
    allocator.gstrdup = &copy_text;
    allocator.gstrndup = &copy_start;
    allocator.gsubstrdup = &copy_bytes;
    allocator.grealloc = &reallocate;
    allocator.greallocarray = &reallocate_array;
    allocator.gmallocarray = &allocate_array;
    allocator.gfree = &release;
    git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator);
}

AllocationLimit::AllocationLimit(std::size_t max_bytes)
{
    allocated = {.used = 0, .max = static_cast<std::int64_t>(max_bytes)};
}

AllocationLimit::~AllocationLimit()
{
    allocated = {};
}

}  // namespace rmirror::targets::git
