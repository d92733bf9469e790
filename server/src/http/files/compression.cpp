// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/compression.hpp"

#include "http/files/accept.hpp"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string>

namespace rmirror::http {

namespace {

/// In bytes. A body that fits into one packet arrives no sooner when it is compressed.
constexpr std::size_t kMinCompressedBytes = 1400;
/// Compression level, 1 to 9. Level 1 makes bodies a tenth larger, which costs a phone several times the time
/// it saves; level 9 takes four times as long for two percent less.
constexpr int kLevel = 6;
constexpr int kGzipWindow = 15 + 16;
constexpr int kDefaultMemory = 8;

std::string gzipped(std::string const& text)
{
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kDefaultMemory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::unique_ptr<z_stream, int (*)(z_stream*)> const end(&stream, deflateEnd);
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    return packed;
}

}  // namespace

bool accepts_coding(std::string_view accepted, std::string_view coding)
{
    return accepts(accepted, coding).value_or(accepts(accepted, "*").value_or(false));
}

void compress(Reply& reply, Request const& request)
{
    reply.with("Vary", "Accept-Encoding");
    if (!reply.body || reply.body->size() < kMinCompressedBytes ||
        !accepts_coding(request.header_list("Accept-Encoding"), "gzip"))
        return;
    reply.body = std::make_shared<std::string const>(gzipped(*reply.body));
    reply.with("Content-Encoding", "gzip");
}

}  // namespace rmirror::http
