// SPDX-License-Identifier: AGPL-3.0-or-later
// SIMD helpers for four floats: vector types that GCC and Clang both support, and the few operations that
// compilers don't reduce to one instruction. Every variant gives the same bits as the scalar code.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rmirror {

using Floats4 = float __attribute__((vector_size(16)));
using FourInts = std::int32_t __attribute__((vector_size(16)));

inline Floats4 splat_floats(float value)
{
    return Floats4{value, value, value, value};
}

/// splat_floats() for a constant used in a loop. Without the barrier, Clang rematerialises it in every
/// iteration, and building a vector of constants takes V8 longer than adding two vectors.
inline Floats4 hoisted_floats(float value)
{
#if defined(__wasm_simd128__)
    asm("" : "+r"(value));
#endif
    return splat_floats(value);
}

/// 2^23: adding it to a float from 0 to 255 puts the nearest integer into the lowest byte of the sum's bits.
constexpr float kRoundToByte = 8388608.0F;

inline std::uint8_t byte_of(float level)
{
    float const rounded = level + kRoundToByte;
    std::uint32_t bits = 0;
    std::memcpy(&bits, &rounded, sizeof bits);
    return static_cast<std::uint8_t>(bits);
}

#if defined(__wasm_simd128__)

inline Floats4 smaller(Floats4 a, Floats4 b)
{
    return (Floats4)wasm_f32x4_pmin((v128_t)b, (v128_t)a);
}

inline Floats4 larger(Floats4 a, Floats4 b)
{
    return (Floats4)wasm_f32x4_pmax((v128_t)b, (v128_t)a);
}

inline Floats4 square_root(Floats4 a)
{
    return (Floats4)wasm_f32x4_sqrt((v128_t)a);
}

/// Raises four bytes to these levels where they are lower. Levels are rounded and saturated to 0 to 255; they
/// may be a hundred times out of range. `round_to_byte` is kRoundToByte.
inline void raise_four(std::uint8_t* bytes, Floats4 levels, Floats4 round_to_byte)
{
    auto const rounded = (v128_t)(levels + round_to_byte);
    v128_t const halves = wasm_i32x4_sub(rounded, (v128_t)round_to_byte);
    v128_t const words = wasm_i16x8_narrow_i32x4(halves, halves);
    v128_t const now = wasm_v128_load32_zero(bytes);
    wasm_v128_store32_lane(bytes, wasm_u8x16_max(wasm_u8x16_narrow_i16x8(words, words), now), 0);
}

/// The same for eight bytes.
inline void raise_eight(std::uint8_t* bytes, Floats4 left, Floats4 right, Floats4 round_to_byte)
{
    v128_t const lefts = wasm_i32x4_sub((v128_t)(left + round_to_byte), (v128_t)round_to_byte);
    v128_t const rights = wasm_i32x4_sub((v128_t)(right + round_to_byte), (v128_t)round_to_byte);
    v128_t const words = wasm_i16x8_narrow_i32x4(lefts, rights);
    v128_t const now = wasm_v128_load64_zero(bytes);
    wasm_v128_store64_lane(bytes, wasm_u8x16_max(wasm_u8x16_narrow_i16x8(words, words), now), 0);
}

#elif defined(__SSE2__)

inline Floats4 smaller(Floats4 a, Floats4 b)
{
    return (Floats4)_mm_min_ps((__m128)a, (__m128)b);
}

inline Floats4 larger(Floats4 a, Floats4 b)
{
    return (Floats4)_mm_max_ps((__m128)a, (__m128)b);
}

inline Floats4 square_root(Floats4 a)
{
    return (Floats4)_mm_sqrt_ps((__m128)a);
}

inline void raise_four(std::uint8_t* bytes, Floats4 levels, Floats4 round_to_byte)
{
    auto const rounded = (__m128i)(levels + round_to_byte);
    __m128i const halves = _mm_sub_epi32(rounded, (__m128i)round_to_byte);
    __m128i const words = _mm_packs_epi32(halves, halves);
    std::int32_t now = 0;
    std::memcpy(&now, bytes, sizeof now);
    now = _mm_cvtsi128_si32(_mm_max_epu8(_mm_packus_epi16(words, words), _mm_cvtsi32_si128(now)));
    std::memcpy(bytes, &now, sizeof now);
}

inline void raise_eight(std::uint8_t* bytes, Floats4 left, Floats4 right, Floats4 round_to_byte)
{
    __m128i const lefts = _mm_sub_epi32((__m128i)(left + round_to_byte), (__m128i)round_to_byte);
    __m128i const rights = _mm_sub_epi32((__m128i)(right + round_to_byte), (__m128i)round_to_byte);
    __m128i const words = _mm_packs_epi32(lefts, rights);
    __m128i const now = _mm_loadl_epi64(reinterpret_cast<__m128i const*>(bytes));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(bytes), _mm_max_epu8(_mm_packus_epi16(words, words), now));
}

#else

inline Floats4 smaller(Floats4 a, Floats4 b)
{
    return a < b ? a : b;
}

inline Floats4 larger(Floats4 a, Floats4 b)
{
    return a > b ? a : b;
}

inline Floats4 square_root(Floats4 a)
{
    return Floats4{std::sqrt(a[0]), std::sqrt(a[1]), std::sqrt(a[2]), std::sqrt(a[3])};
}

inline void raise_four(std::uint8_t* bytes, Floats4 levels, Floats4)
{
    for (int i = 0; i < 4; ++i)
        bytes[i] = std::max(bytes[i], byte_of(std::clamp(levels[i], 0.0F, 255.0F)));
}

inline void raise_eight(std::uint8_t* bytes, Floats4 left, Floats4 right, Floats4 round_to_byte)
{
    raise_four(bytes, left, round_to_byte);
    raise_four(bytes + 4, right, round_to_byte);
}

#endif

}  // namespace rmirror
