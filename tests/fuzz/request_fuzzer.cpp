// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as each of the requests that JavaScript sends.
#include "base/utf8.hpp"
#include "requests.hpp"

#include <cmath>
#include <cstdlib>
#include <string_view>

namespace {

using namespace rmirror;

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

/// A refusal is the caller's fault, and told in one short line of UTF-8 however long the request was.
template <typename Asked>
bool is_granted(Result<Asked> const& answer)
{
    if (answer.ok())
        return true;
    constexpr std::size_t kLongestSentence = 300;
    auto const& [code, message] = answer.error();
    Bytes const bytes(reinterpret_cast<std::uint8_t const*>(message.data()), message.size());
    expect(code == ErrorCode::bad_request && !message.empty() && message.size() <= kLongestSentence);
    expect(repair_utf8(bytes) == message);
    expect(message.find_first_of("\r\n") == std::string::npos);
    return false;
}

void expect_in_range(std::optional<Rect> const& rect)
{
    if (!rect)
        return;
    for (auto const side : {rect->x, rect->y, rect->width, rect->height})
        expect(std::fabs(side) <= kMaxRequestedUnits);
    expect(rect->width >= 0 && rect->height >= 0);
}

void expect_in_range(RenderRequest const& request)
{
    expect(!request.width_px || (*request.width_px >= 1 && *request.width_px <= kMaxRequestedWidth));
    expect(request.page_template.size() <= kMaxRequestBytes);
    expect_in_range(request.rect);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const render = read_render_request(text);
    bool const is_render = is_granted(render);
    if (is_render)
        expect_in_range(render.value());
    for (auto const& narrower : {&read_ocr_request, &read_pdf_request}) {
        auto const request = narrower(text);
        if (!is_granted(request))
            continue;
        // What they take, a render request takes, and means the same by it.
        expect(is_render && request.value().orientation == render.value().orientation);
        expect(!request.value().width_px && !request.value().rect);
    }
    if (auto const place = read_optional_rect(text); is_granted(place)) {
        expect(is_render);
        expect_in_range(place.value());
    }
    is_granted(read_stems(text));
    if (auto const hash = read_fingerprint_request(text); is_granted(hash))
        expect(hash.value().size() == 64);
    is_granted(read_font_style(text));
    is_granted(read_text_format(text));
    return 0;
}
