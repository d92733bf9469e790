// SPDX-License-Identifier: AGPL-3.0-or-later
// Whoever calls vsnprintf is sent here by the linker (--wrap): Boost.System alone does, for whole numbers and
// texts, and floats that nobody writes would be 1.7 kB more for a browser to download.
#include <cstdarg>
#include <cstddef>

extern "C" {

/// Of the C library: vsnprintf without floats.
int vsniprintf(char* text, std::size_t size, char const* format, std::va_list arguments);

int __wrap_vsnprintf(char* text, std::size_t size, char const* format, std::va_list arguments)
{
    return vsniprintf(text, size, format, arguments);
}
}
