// SPDX-License-Identifier: AGPL-3.0-or-later
// The core's JavaScript API, declared in core.d.mts. Only bytes and small JSON cross, and both are copied
// immediately.
//
// Every bound function goes through `answer`: an Error or an exception is returned as
// {ok: false, error: {code, message}} and never thrown.
#include "background/background.hpp"
#include "display/open_page.hpp"
#include "document/document_json.hpp"
#include "export/export.hpp"
#include "export/facts.hpp"
#include "export/pdf_content.hpp"
#include "format/formats.hpp"
#include "hashing.hpp"
#include "marks/marks_json.hpp"
#include "png/png.hpp"
#include "raster/raster.hpp"
#include "reading/ocr.hpp"
#include "requests.hpp"
#include "texts/text_json.hpp"
#include "typeset/fonts.hpp"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <array>
#include <exception>
#include <initializer_list>
#include <memory>
#include <utility>

using emscripten::val;

namespace rmirror {

namespace {

std::vector<std::uint8_t> bytes_from(val const& array)
{
    return emscripten::convertJSArrayToNumberVector<std::uint8_t>(array);
}

/// A file's bytes, copied once without the zero-initialisation of a vector.
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

/// A copy, because growth of the wasm memory detaches views of it.
val as_array(Bytes bytes)
{
    return val(emscripten::typed_memory_view(bytes.size(), bytes.data())).call<val>("slice");
}

val as_array(std::string const& text)
{
    return as_array(Bytes{reinterpret_cast<std::uint8_t const*>(text.data()), text.size()});
}

val as_object(std::initializer_list<std::pair<char const*, val>> members)
{
    auto object = val::object();
    for (auto const& [name, value] : members)
        object.set(name, value);
    return object;
}

val failure(std::string_view code, std::string const& message)
{
    auto const error = as_object({{"code", val(std::string(code))}, {"message", val(message)}});
    return as_object({{"ok", val(false)}, {"error", error}});
}

/// Runs `call`, which returns a Result<val>, and converts errors and exceptions to a failure.
template <typename Call>
val answer(Call call)
{
    try {
        Result<val> result = call();
        if (!result.ok())
            return failure(to_string(result.error().code), result.error().message);
        return std::move(result.value());
    } catch (std::bad_alloc const&) {
        return failure(to_string(ErrorCode::too_large), "there is not enough memory for this page");
    } catch (std::exception const& error) {
        return failure(to_string(ErrorCode::corrupt), error.what());
    }
}

class PageHandle {
public:
    explicit PageHandle(Page page) : open_(std::move(page)) {}

    /// With an empty `place` ({}), sets the picture of the images with that uuid. With {rect}, sets the
    /// source page: its place if no picture is given, otherwise the picture of the part at `rect`.
    val set_picture(std::string const& uuid, std::string const& place, int width, int height, val const& rgba,
                    std::string const& href)
    {
        return answer([&]() -> Result<val> {
            auto const rect = TRY(read_optional_rect(place));
            Pixels pixels{width, height, bytes_from(rgba), href};
            TRY(rect ? open_.give_source(*rect, std::move(pixels))
                     : open_.give_image(uuid, std::move(pixels)));
            return val(true);
        });
    }

    val set_template(std::string const& name, val const& file)
    {
        return answer([&]() -> Result<val> {
            auto const given = TRY(open_.give_template(name, FileBytes(file)));
            return as_object({{"printsWords", val(given->prints_words)}});
        });
    }

    val facts()
    {
        return answer([&] { return val(page_facts(open_.prepared())); });
    }

    val stroke_list() const
    {
        return answer([&] { return val(stroke_facts(open_.page())); });
    }

    val has_handwriting()
    {
        return answer([&] { return val(rmirror::has_handwriting(open_.prepared())); });
    }

    val render_png(std::string const& request_json)
    {
        return answer([&]() -> Result<val> {
            auto const request = open_.with_template(TRY(read_render_request(request_json)));
            if (request.purpose == Purpose::ocr)
                return as_array(to_png(TRY(draw_ocr_whole(open_.prepared(), request))));
            return as_array(to_png(TRY(draw_display(open_.prepared(), request))));
        });
    }

    val render_pixels(std::string const& request_json)
    {
        return answer([&]() -> Result<val> {
            auto const request = open_.with_template(TRY(read_render_request(request_json)));
            auto const picture = TRY(draw_display(open_.prepared(), request));
            return as_object({{"width", val(picture.width)},
                              {"height", val(picture.height)},
                              {"pixels", as_array(picture.rgba)}});
        });
    }

    val render_ocr(std::string const& request_json)
    {
        return answer([&]() -> Result<val> {
            auto const request = TRY(read_ocr_request(request_json));
            auto list = val::array();
            draw_ocr_each(open_.prepared(), request, [&](OcrPicture const& ocr) {
                auto const& [picture, rect] = ocr;
                list.call<void>("push", as_object({{"width", val(picture.width())},
                                                   {"height", val(picture.height())},
                                                   {"png", as_array(to_png(picture))},
                                                   {"rect", as_object({{"x", val(rect.x)},
                                                                       {"y", val(rect.y)},
                                                                       {"width", val(rect.width)},
                                                                       {"height", val(rect.height)}})}}));
            });
            return list;
        });
    }

    val render_svg(std::string const& request_json)
    {
        return answer([&]() -> Result<val> {
            auto const request = open_.with_template(TRY(read_render_request(request_json)));
            return as_array(to_svg(open_.prepared(), request));
        });
    }

    val pdf_ink(std::string const& request_json)
    {
        return answer([&]() -> Result<val> {
            auto const request = open_.with_template(TRY(read_pdf_request(request_json)));
            auto const ink = to_pdf_ink(open_.prepared(), request);
            return as_object({{"facts", val(ink.facts)},
                              {"background", as_array(ink.background)},
                              {"content", as_array(ink.content)}});
        });
    }

    val find_marks(std::string const& words)
    {
        return answer([&]() -> Result<val> {
            return val(marks_json(rmirror::find_marks(open_.prepared(), TRY(read_words(words)))));
        });
    }

    val text(std::string const& format) const
    {
        return answer([&]() -> Result<val> {
            auto const wanted = TRY(read_text_format(format));
            if (wanted == TextFormat::plain)
                return as_array(to_plain_text(open_.page()));
            bool const typed = wanted == TextFormat::typed_markdown;
            return as_array(typed ? to_typed_markdown(open_.page()) : to_markdown(open_.page()));
        });
    }

private:
    OpenPage open_;
};

val count_pages(val const& file)
{
    return answer(
        [&]() -> Result<val> { return val(static_cast<int>(TRY(parse_pages(FileBytes(file))).size())); });
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
    return answer([&] { return val(PageHandle(page_without_file(FileBytes(highlights)))); });
}

/// nullopt for null, which means that the file doesn't exist.
std::optional<FileBytes> optional_file(val const& array)
{
    return array.isNull() ? std::nullopt : std::make_optional<FileBytes>(array);
}

val read_document_files(val const& content, val const& metadata, val const& pagedata,
                        std::string const& page_files)
{
    return answer([&]() -> Result<val> {
        auto stems = TRY(read_stems(page_files));
        // Declared here because DocumentParts only refers to the bytes.
        auto const [content_file, metadata_file, pagedata_file] =
            std::array{optional_file(content), optional_file(metadata), optional_file(pagedata)};
        return val(to_json(read_document({content_file, metadata_file, pagedata_file, std::move(stems)})));
    });
}

bool knows_template(std::string const& name)
{
    return is_known_template(name);
}

val set_font_bytes(std::string const& style, val const& file)
{
    return answer([&]() -> Result<val> {
        TRY(set_font(TRY(read_font_style(style)), bytes_from(file)));
        return val(true);
    });
}

val last_heading_of(std::string const& words)
{
    return answer([&]() -> Result<val> { return val(last_heading(TRY(read_words(words)))); });
}

val file_hash(val const& file)
{
    return answer([&] { return val(sha256_hex(FileBytes(file))); });
}

val fingerprint_text(std::string const& request)
{
    return answer([&]() -> Result<val> { return val(TRY(read_fingerprint_request(request))); });
}

val merged_texts(std::string const& base, std::string const& mine, std::string const& theirs)
{
    return answer([&] { return val(merged_json(base, mine, theirs)); });
}

val line_diff(std::string const& older, std::string const& newer)
{
    return answer([&] { return val(diff_json(older, newer)); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(rmirror_core)
{
    emscripten::class_<PageHandle>("Page")
        .function("facts", &PageHandle::facts)
        .function("strokeList", &PageHandle::stroke_list)
        .function("setPicture", &PageHandle::set_picture)
        .function("setTemplate", &PageHandle::set_template)
        .function("renderPng", &PageHandle::render_png)
        .function("renderOcr", &PageHandle::render_ocr)
        .function("hasHandwriting", &PageHandle::has_handwriting)
        .function("renderPixels", &PageHandle::render_pixels)
        .function("renderSvg", &PageHandle::render_svg)
        .function("pdfInk", &PageHandle::pdf_ink)
        .function("findMarks", &PageHandle::find_marks)
        .function("text", &PageHandle::text);
    emscripten::function("countPages", &count_pages);
    emscripten::function("openPage", &open_page);
    emscripten::function("blankPage", &blank_page);
    emscripten::function("readDocument", &read_document_files);
    emscripten::function("knowsTemplate", &knows_template);
    emscripten::function("setFont", &set_font_bytes);
    emscripten::function("lastHeading", &last_heading_of);
    emscripten::function("fileHash", &file_hash);
    emscripten::function("textFingerprint", &fingerprint_text);
    emscripten::function("mergeTexts", &merged_texts);
    emscripten::function("diffLines", &line_diff);
}

}  // namespace rmirror
