// SPDX-License-Identifier: AGPL-3.0-or-later
// The core as JavaScript sees it, declared in core.d.mts: bytes and small JSON cross, copied at once.
//
// Every bound function goes through `answer`: an Error or an exception leaves as
// {ok: false, error: {code, message}}, never as a throw.
#include "background/background.hpp"
#include "base/utf8.hpp"
#include "document/document_json.hpp"
#include "export/export.hpp"
#include "export/facts.hpp"
#include "export/pdf_content.hpp"
#include "format/formats.hpp"
#include "hashing.hpp"
#include "json.hpp"
#include "raster/raster.hpp"
#include "scene/pictures.hpp"
#include "text_fingerprint.hpp"
#include "typeset/fonts.hpp"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>

using emscripten::val;

namespace rmirror {

namespace {

std::vector<std::uint8_t> bytes_from(val const& array)
{
    return emscripten::convertJSArrayToNumberVector<std::uint8_t>(array);
}

/// A file's bytes, copied once: a vector would be filled with zeros first.
class FileBytes {
public:
    explicit FileBytes(val const& array)
        : size_(array["length"].as<std::size_t>()), bytes_(new std::uint8_t[size_])
    {
        if (size_ > 0)
            val(emscripten::typed_memory_view(size_, bytes_.get())).call<void>("set", array);
    }
    operator Bytes() const { return {bytes_.get(), size_}; }

private:
    std::size_t size_;
    std::unique_ptr<std::uint8_t[]> bytes_;
};

Bytes as_bytes(std::string const& text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

/// A copy that outlives every growth of the memory.
val to_uint8_array(Bytes bytes)
{
    return val(emscripten::typed_memory_view(bytes.size(), bytes.data())).call<val>("slice");
}

val failure(std::string_view code, std::string const& message)
{
    auto error = val::object();
    error.set("code", std::string(code));
    error.set("message", message);
    auto answer = val::object();
    answer.set("ok", false);
    answer.set("error", error);
    return answer;
}

/// Runs `call`, which gives a Result<val>, and turns whatever goes wrong into a failure.
template <typename Call>
val answer(Call call)
{
    try {
        auto result = call();
        if (!result.ok())
            return failure(to_string(result.error().code), result.error().message);
        return std::move(result.value());
    } catch (std::bad_alloc const&) {
        return failure(to_string(ErrorCode::too_large), "there is not enough memory for this page");
    } catch (std::exception const& error) {
        return failure(to_string(ErrorCode::corrupt), error.what());
    }
}

Result<Rect> read_rect(boost::json::value const& value)
{
    Rect rect;
    std::pair<char const*, double*> const sides[] = {
        {"x", &rect.x}, {"y", &rect.y}, {"width", &rect.width}, {"height", &rect.height}};
    auto const* fields = value.if_object();
    for (auto const& [name, side] : sides) {
        auto const* number = fields != nullptr ? fields->if_contains(name) : nullptr;
        if (number == nullptr || !number->is_number())
            return Error{ErrorCode::bad_request, "a part of a page is an object of x, y, width and height"};
        *side = number->to_number<double>();
    }
    return rect;
}

/// {purpose?: "display" | "ocr", width?: pixels, orientation?: "portrait" | "landscape", template?: name,
///  background?: boolean, rect?: {x, y, width, height} in page units}
Result<RenderRequest> read_request(std::string const& text)
{
    std::string why;
    auto const parsed = parse_json(as_bytes(text), why);
    if (!parsed || !parsed->is_object())
        return Error{ErrorCode::bad_request, "the request is not a JSON object"};
    auto const& fields = parsed->get_object();
    RenderRequest request;
    if (auto const* purpose = fields.if_contains("purpose"))
        request.purpose = *purpose == "ocr" ? Purpose::ocr : Purpose::display;
    if (auto const* orientation = fields.if_contains("orientation"))
        request.orientation = *orientation == "landscape" ? Orientation::landscape : Orientation::portrait;
    if (auto const* name = fields.if_contains("template"))
        if (auto const* string = name->if_string())
            request.page_template.assign(string->data(), string->size());
    if (auto const* background = fields.if_contains("background"))
        request.background = *background == false ? Visibility::off : Visibility::on;
    if (auto const* width = fields.if_contains("width")) {
        auto const* pixels = width->if_int64();
        constexpr std::int64_t kMostPixels = 30'000;
        if (pixels == nullptr || *pixels < 1 || *pixels > kMostPixels)
            return Error{ErrorCode::bad_request,
                         "the width must be a whole number of pixels from 1 to 30000"};
        request.width_px = static_cast<int>(*pixels);
    }
    if (auto const* rect = fields.if_contains("rect"))
        request.rect = TRY(read_rect(*rect));
    return request;
}

class PageHandle {
public:
    explicit PageHandle(Page page) : page_(std::move(page)) {}

    /// `place` is {} for the images of that uuid; for the source page it is {rect}: where it lies when no
    /// picture is given, which part of it the picture shows when one is.
    val set_picture(std::string const& uuid, std::string const& place, int width, int height, val const& rgba,
                    std::string const& href)
    {
        return answer([&]() -> Result<val> {
            Pixels pixels{width, height, bytes_from(rgba), href};
            auto const rect = TRY(read_request(place)).rect;
            TRY(rect ? give_source(page_, *rect, std::move(pixels))
                     : give_image(page_, uuid, std::move(pixels)));
            return val(true);
        });
    }

    val facts() const
    {
        return answer([&]() -> Result<val> { return val(page_facts(page_)); });
    }

    val stroke_list() const
    {
        return answer([&]() -> Result<val> { return val(stroke_facts(page_)); });
    }

    val render_png(std::string const& request_json) const
    {
        return answer([&]() -> Result<val> {
            auto const request = TRY(read_request(request_json));
            if (request.purpose == Purpose::ocr)
                return to_uint8_array(to_png(TRY(draw_ocr_whole(page_, request))));
            return to_uint8_array(to_png(TRY(draw_display(page_, request))));
        });
    }

    val render_ocr(std::string const& request_json) const
    {
        return answer([&]() -> Result<val> {
            auto const request = TRY(read_request(request_json));
            auto list = val::array();
            draw_ocr_each(page_, request, [&](OcrPicture const& ocr) {
                auto const& picture = ocr.picture;
                auto const& rect = ocr.rect;
                auto place = val::object();
                place.set("x", rect.x);
                place.set("y", rect.y);
                place.set("width", rect.width);
                place.set("height", rect.height);
                auto object = val::object();
                object.set("width", picture.width());
                object.set("height", picture.height());
                object.set("png", to_uint8_array(to_png(picture)));
                object.set("rect", place);
                list.call<void>("push", object);
            });
            return list;
        });
    }

    val has_handwriting() const
    {
        return answer([&]() -> Result<val> { return val(rmirror::has_handwriting(page_)); });
    }

    val render_pixels(std::string const& request_json) const
    {
        return answer([&]() -> Result<val> {
            auto const request = TRY(read_request(request_json));
            auto const picture = TRY(draw_display(page_, request));
            auto object = val::object();
            object.set("width", picture.width);
            object.set("height", picture.height);
            object.set("pixels", to_uint8_array(picture.rgba));
            return object;
        });
    }

    val render_svg(std::string const& request_json) const
    {
        return answer([&]() -> Result<val> {
            auto const request = TRY(read_request(request_json));
            return to_uint8_array(as_bytes(to_svg(page_, request)));
        });
    }

    val pdf_ink(std::string const& request_json) const
    {
        return answer([&]() -> Result<val> {
            auto const request = TRY(read_request(request_json));
            auto const ink = to_pdf_ink(page_, request);
            auto object = val::object();
            object.set("facts", ink.facts);
            object.set("background", to_uint8_array(as_bytes(ink.background)));
            object.set("content", to_uint8_array(as_bytes(ink.content)));
            return object;
        });
    }

    val text(std::string const& format) const
    {
        return answer([&]() -> Result<val> {
            auto const text = format == "markdown" ? to_markdown(page_) : to_plain_text(page_);
            return to_uint8_array(as_bytes(text));
        });
    }

private:
    Page page_;
};

val count_pages(val const& file)
{
    return answer([&]() -> Result<val> {
        auto const pages = TRY(parse_pages(FileBytes(file)));
        return val(static_cast<int>(pages.size()));
    });
}

val open_page(val const& file, int index, val const& layer_metadata, val const& highlights)
{
    return answer([&]() -> Result<val> {
        // A negative index becomes one that no file has.
        auto page = TRY(parse_page(FileBytes(file), static_cast<std::size_t>(index)));
        apply_layer_names(page, FileBytes(layer_metadata));
        apply_highlights(page, FileBytes(highlights));
        return val(PageHandle(std::move(page)));
    });
}

val blank_page(val const& highlights)
{
    return answer([&]() -> Result<val> {
        Page page;
        page.version = 6;
        apply_highlights(page, FileBytes(highlights));
        return val(PageHandle(std::move(page)));
    });
}

/// Keeps the bytes of an optional file alive while the document is read.
class OptionalFile {
public:
    explicit OptionalFile(val const& array)
    {
        if (!array.isNull())
            file_.emplace(array);
    }
    std::optional<Bytes> bytes() const { return file_ ? std::optional<Bytes>(*file_) : std::nullopt; }

private:
    std::optional<FileBytes> file_;
};

Result<std::vector<std::string>> read_stems(std::string const& text)
{
    std::string why;
    auto const parsed = parse_json(as_bytes(text), why);
    if (!parsed || !parsed->is_array())
        return Error{ErrorCode::bad_request, "the names of the page files are not a JSON array"};
    std::vector<std::string> stems;
    for (auto const& stem : parsed->get_array())
        if (stem.is_string())
            stems.emplace_back(stem.get_string().c_str(), stem.get_string().size());
    return stems;
}

val read_document_files(val const& content, val const& metadata, val const& pagedata,
                        std::string const& page_files)
{
    return answer([&]() -> Result<val> {
        OptionalFile const content_file(content);
        OptionalFile const metadata_file(metadata);
        OptionalFile const pagedata_file(pagedata);
        DocumentParts parts{content_file.bytes(), metadata_file.bytes(), pagedata_file.bytes(), {}};
        parts.page_files = TRY(read_stems(page_files));
        return val(to_json(read_document(parts)));
    });
}

bool knows_template(std::string const& name)
{
    return is_known_template(name);
}

val set_font_bytes(std::string const& style, val const& file)
{
    return answer([&]() -> Result<val> {
        constexpr std::string_view kStyles[] = {"regular", "bold", "italic", "bold-italic"};  // as FontStyle
        auto const* found = std::find(std::begin(kStyles), std::end(kStyles), style);
        if (found == std::end(kStyles))
            return Error{ErrorCode::bad_request, "there is no such style of font"};
        TRY(set_font(static_cast<FontStyle>(found - std::begin(kStyles)), bytes_from(file)));
        return val(true);
    });
}

val file_hash(val const& file)
{
    return answer([&]() -> Result<val> { return val(sha256_hex(FileBytes(file))); });
}

val fingerprint_text(std::string const& request)
{
    return answer([&]() -> Result<val> {
        std::string why;
        auto const parsed = parse_json(as_bytes(request), why);
        auto const hash = parsed ? text_fingerprint(*parsed, why) : std::nullopt;
        if (!hash)
            return Error{ErrorCode::bad_request, why};
        return val(*hash);
    });
}

}  // namespace

EMSCRIPTEN_BINDINGS(rmirror_core)
{
    emscripten::class_<PageHandle>("Page")
        .function("facts", &PageHandle::facts)
        .function("strokeList", &PageHandle::stroke_list)
        .function("setPicture", &PageHandle::set_picture)
        .function("renderPng", &PageHandle::render_png)
        .function("renderOcr", &PageHandle::render_ocr)
        .function("hasHandwriting", &PageHandle::has_handwriting)
        .function("renderPixels", &PageHandle::render_pixels)
        .function("renderSvg", &PageHandle::render_svg)
        .function("pdfInk", &PageHandle::pdf_ink)
        .function("text", &PageHandle::text);
    emscripten::function("countPages", &count_pages);
    emscripten::function("openPage", &open_page);
    emscripten::function("blankPage", &blank_page);
    emscripten::function("readDocument", &read_document_files);
    emscripten::function("knowsTemplate", &knows_template);
    emscripten::function("setFont", &set_font_bytes);
    emscripten::function("fileHash", &file_hash);
    emscripten::function("textFingerprint", &fingerprint_text);
}

}  // namespace rmirror
