// SPDX-License-Identifier: AGPL-3.0-or-later
// SIMD helpers for eight 16-bit integers and sixteen bytes.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rmirror {

using EightBytes = std::uint8_t __attribute__((vector_size(8)));
using Words8 = std::uint16_t __attribute__((vector_size(16)));

inline Words8 splat_words(std::uint16_t value)
{
    return Words8{value, value, value, value, value, value, value, value};
}

/// splat_words() for a constant used in a loop; see hoisted_floats.
inline Words8 hoisted_words(std::uint16_t value)
{
#if defined(__wasm_simd128__)
    std::uint32_t kept = value;
    asm("" : "+r"(kept));
    value = static_cast<std::uint16_t>(kept);
#endif
    return splat_words(value);
}

/// Eight constants used in a loop: loading them from memory is faster than materialising them, see
/// hoisted_floats.
inline Words8 hoisted_words(std::uint16_t const (&values)[8])
{
    std::uint16_t const* kept = values;
#if defined(__wasm_simd128__)
    asm("" : "+r"(kept));
#endif
    Words8 words;
    std::memcpy(&words, kept, sizeof words);
    return words;
}

inline Words8 eight_words_at(std::uint8_t const* bytes)
{
    EightBytes eight;
    std::memcpy(&eight, bytes, sizeof eight);
    return __builtin_convertvector(eight, Words8);
}

inline bool are_same_sixteen(std::uint8_t const* bytes, std::uint8_t const* others)
{
#if defined(__wasm_simd128__)
    return !wasm_v128_any_true(wasm_v128_xor(wasm_v128_load(bytes), wasm_v128_load(others)));
#elif defined(__SSE2__)
    auto const sixteen = _mm_loadu_si128(reinterpret_cast<__m128i const*>(bytes));
    auto const other = _mm_loadu_si128(reinterpret_cast<__m128i const*>(others));
    return _mm_movemask_epi8(_mm_cmpeq_epi8(sixteen, other)) == 0xffff;
#else
    return std::memcmp(bytes, others, 16) == 0;
#endif
}

/// Stores sixteen words as bytes; none may exceed 255.
inline void store_bytes(std::uint8_t* bytes, Words8 left, Words8 right)
{
#if defined(__wasm_simd128__)
    wasm_v128_store(bytes, wasm_u8x16_narrow_i16x8((v128_t)left, (v128_t)right));
#elif defined(__SSE2__)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes), _mm_packus_epi16((__m128i)left, (__m128i)right));
#else
    for (int i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::uint8_t>(left[i]);
        bytes[8 + i] = static_cast<std::uint8_t>(right[i]);
    }
#endif
}

}  // namespace rmirror
