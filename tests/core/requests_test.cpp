// SPDX-License-Identifier: AGPL-3.0-or-later
#include "requests.hpp"

#include "document/names.hpp"
#include "json.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rmirror {
namespace {

/// The sentence by which a request is refused; empty, and a failed test, when it is not.
template <typename Asked>
std::string why_refused(Result<Asked> const& answer)
{
    EXPECT_FALSE(answer.ok());
    if (answer.ok())
        return {};
    EXPECT_EQ(answer.error().code, ErrorCode::bad_request);
    return answer.error().message;
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string with_rect(std::string const& members)
{
    return R"({"rect":{)" + members + "}}";
}

constexpr std::size_t kMegabyte = 1'000'000;

TEST(RenderRequests, have_a_default_for_everything)
{
    auto const request = read_render_request("{}");
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request.value().purpose, Purpose::display);
    EXPECT_EQ(request.value().width_px, std::nullopt);
    EXPECT_EQ(request.value().orientation, Orientation::portrait);
    EXPECT_EQ(request.value().page_template, "");
    EXPECT_EQ(request.value().background, Visibility::on);
    EXPECT_FALSE(request.value().rect.has_value());
}

TEST(RenderRequests, say_what_is_to_be_drawn)
{
    auto const answer = read_render_request(
        R"({"purpose":"ocr","width":351,"orientation":"landscape","template":"P Dots S","background":false,)"
        R"("rect":{"x":-702.5,"y":0,"width":1404,"height":1e2}})");
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    auto const& request = answer.value();
    EXPECT_EQ(request.purpose, Purpose::ocr);
    EXPECT_EQ(request.width_px, 351);
    EXPECT_EQ(request.orientation, Orientation::landscape);
    EXPECT_EQ(request.page_template, "P Dots S");
    EXPECT_EQ(request.background, Visibility::off);
    ASSERT_TRUE(request.rect.has_value());
    EXPECT_EQ(request.rect->x, -702.5);
    EXPECT_EQ(request.rect->y, 0);
    EXPECT_EQ(request.rect->width, 1404);
    EXPECT_EQ(request.rect->height, 100);
}

TEST(RenderRequests, with_a_misspelt_member_are_refused_by_its_name)
{
    auto const unknown = [](std::string const& text) { return why_refused(read_render_request(text)); };
    EXPECT_EQ(unknown(R"({"widht":100})"), R"("widht" is not a member of this request)");
    EXPECT_EQ(unknown(R"({"width":100,"Template":"Blank"})"),
              R"("Template" is not a member of this request)");
    EXPECT_EQ(unknown(R"({"":0})"), R"("" is not a member of this request)");
    EXPECT_EQ(unknown(R"({"width\u0000":100})"), R"("width?" is not a member of this request)");
    EXPECT_EQ(unknown(with_rect(R"("x":0,"y":0,"width":1,"hieght":1)")),
              R"(rect."hieght" is not a member of this request)");
}

TEST(RenderRequests, with_a_value_of_the_wrong_type_are_refused_by_its_name)
{
    for (std::string const value : {"null", "1", "true", "[]", "{}"}) {
        for (std::string const name : {"purpose", "orientation", "template"})
            EXPECT_EQ(why_refused(read_render_request(
                          std::string("{\"").append(name).append("\":").append(value).append("}"))),
                      name + " must be a string");
        if (value != "true")
            EXPECT_EQ(why_refused(read_render_request(R"({"background":)" + value + "}")),
                      "background must be true or false");
    }
    for (std::string const value : {"null", "false", "[]", "\"1\"", "{}", "1.5", "1e2", "100.0"})
        EXPECT_EQ(why_refused(read_render_request(R"({"width":)" + value + "}")),
                  "width must be a whole number of pixels from 1 to 30000");
    for (std::string const value : {"null", "0", "[0,0,1,1]", "\"all\""})
        EXPECT_EQ(why_refused(read_render_request(R"({"rect":)" + value + "}")),
                  "rect must be an object of x, y, width and height");
    for (std::string const value : {"null", "\"0\"", "[]", "false"})
        EXPECT_EQ(why_refused(read_render_request(with_rect(R"("x":)" + value))), "rect.x must be a number");
}

TEST(RenderRequests, with_a_misspelt_value_are_refused_by_its_member)
{
    EXPECT_EQ(why_refused(read_render_request(R"({"purpose":"OCR"})")),
              R"(purpose must be one of "display", "ocr")");
    EXPECT_EQ(why_refused(read_render_request(R"({"orientation":""})")),
              R"(orientation must be one of "portrait", "landscape")");
}

TEST(RenderRequests, with_a_value_out_of_range_are_refused_by_its_name)
{
    for (std::string const value :
         {"0", "-1", "30001", "9223372036854775807", "18446744073709551615", "1e99"})
        EXPECT_EQ(why_refused(read_render_request(R"({"width":)" + value + "}")),
                  "width must be a whole number of pixels from 1 to 30000");
    EXPECT_TRUE(read_render_request(R"({"width":1})").ok());
    EXPECT_TRUE(read_render_request(R"({"width":30000})").ok());

    for (std::string const value : {"1000000.5", "-1000001", "1e300", "-1e308", "18446744073709551615"})
        EXPECT_EQ(why_refused(read_render_request(with_rect(R"("y":)" + value))),
                  "rect.y must be from -1000000 to 1000000 page units");
    for (std::string const value : {"-0.001", "1000001"})
        EXPECT_EQ(why_refused(read_render_request(with_rect(R"("height":)" + value))),
                  "rect.height must be from 0 to 1000000 page units");
    EXPECT_TRUE(read_render_request(with_rect(R"("x":-1e6,"y":1000000,"width":0,"height":1e6)")).ok());
    EXPECT_FALSE(why_refused(read_render_request(with_rect(R"("x":1e999)"))).empty());
}

TEST(RenderRequests, with_half_a_rectangle_are_refused_by_what_is_missing)
{
    EXPECT_EQ(why_refused(read_render_request(with_rect(""))), "rect.x is missing");
    EXPECT_EQ(why_refused(read_render_request(with_rect(R"("x":0,"y":0,"width":1)"))),
              "rect.height is missing");
}

TEST(RenderRequests, that_are_no_JSON_objects_are_refused)
{
    for (std::string const text : {"[]", "null", "1", "\"width\""})
        EXPECT_EQ(why_refused(read_render_request(text)), "the request must be a JSON object");
    for (std::string const text : {"", "{", "{'width':1}", "{\"width\":1}x", "{\"template\":\"\xff\"}"})
        EXPECT_EQ(why_refused(read_render_request(text)).rfind("the request cannot be read: ", 0), 0U)
            << text;
    EXPECT_EQ(why_refused(read_render_request(std::string("{}\0", 3))).rfind("the request cannot be read", 0),
              0U);
}

TEST(RenderRequests, of_a_megabyte_are_refused_in_one_short_sentence)
{
    auto const of = [](std::string const& text) { return why_refused(read_render_request(text)); };
    std::string const large(kMegabyte, 'x');
    auto const too_large = [](std::string const& why) { return why.find("too large") != std::string::npos; };
    EXPECT_TRUE(too_large(of(R"({"template":")" + large + "\"}")));
    EXPECT_TRUE(too_large(of(R"({")" + large + "\":1}")));
    EXPECT_TRUE(too_large(of(std::string(kMegabyte, ' '))));
    EXPECT_TRUE(too_large(of("{}" + std::string(kMaxRequestBytes, ' '))));

    auto const longest_name = kMaxRequestBytes - std::string_view(R"({"":1})").size();
    EXPECT_EQ(of(R"({")" + std::string(longest_name, 'x') + "\":1}"),
              "\"" + std::string(40, 'x') + "...\" is not a member of this request");
}

TEST(RenderRequests, hold_the_longest_name_of_a_template_that_documents_give)
{
    std::string name;
    for (std::size_t i = 0; i < kMaxTemplateBytes; ++i)
        name += R"(\u0001)";
    EXPECT_TRUE(read_render_request(R"({"template":")" + name + "\"}").ok());
}

TEST(RenderRequests, that_are_nested_deeply_are_refused)
{
    for (auto const depth : {kMaxJsonDepth + 1, kMaxRequestBytes / 2 - 10})
        EXPECT_EQ(why_refused(read_render_request(R"({"template":)" + nested(depth) + "}")),
                  "the request cannot be read: the JSON is nested too deeply");
    EXPECT_EQ(why_refused(read_render_request(R"({"rect":)" + nested(kMaxJsonDepth - 1) + "}")),
              "rect must be an object of x, y, width and height");
}

TEST(OcrRequests, take_an_orientation_alone)
{
    EXPECT_EQ(read_ocr_request(R"({"orientation":"landscape"})").value().orientation, Orientation::landscape);
    EXPECT_EQ(read_ocr_request("{}").value().orientation, Orientation::portrait);
    EXPECT_EQ(why_refused(read_ocr_request(R"({"width":100})")),
              R"("width" is not a member of this request)");
}

TEST(PdfRequests, take_an_orientation_and_a_template)
{
    auto const request = read_pdf_request(R"({"orientation":"landscape","template":"LS Grid"})");
    EXPECT_EQ(request.value().orientation, Orientation::landscape);
    EXPECT_EQ(request.value().page_template, "LS Grid");
    EXPECT_EQ(why_refused(read_pdf_request(R"({"background":false})")),
              R"("background" is not a member of this request)");
}

TEST(Places, are_a_rectangle_or_none)
{
    EXPECT_FALSE(read_optional_rect("{}").value().has_value());
    auto const place = read_optional_rect(with_rect(R"("x":1,"y":2,"width":3,"height":4)"));
    ASSERT_TRUE(place.ok());
    EXPECT_EQ(place.value()->height, 4);
    EXPECT_EQ(why_refused(read_optional_rect(R"({"x":1,"y":2,"width":3,"height":4})")),
              R"("x" is not a member of this request)");
    EXPECT_EQ(why_refused(read_optional_rect(R"({"width":100})")),
              R"("width" is not a member of this request)");
}

TEST(Stems, are_an_array_of_strings)
{
    EXPECT_EQ(read_stems(R"(["a","0",""])").value(), (std::vector<std::string>{"a", "0", ""}));
    EXPECT_TRUE(read_stems("[]").value().empty());
    EXPECT_EQ(why_refused(read_stems("{}")), "the names of the page files must be a JSON array");
    for (std::string const item : {"null", "1", "[]", "{}"})
        EXPECT_EQ(why_refused(read_stems("[\"a\"," + item + "]")), "a name of a page file must be a string");
}

TEST(Stems, may_be_many)
{
    std::string text = "[\"0\"";
    while (text.size() < kMegabyte)
        text += ",\"4c4e9d4f-1b5c-4d4f-8e0a-b3b34cb8e0b5\"";
    EXPECT_GT(read_stems(text + "]").value().size(), 25'000U);
    EXPECT_FALSE(why_refused(read_stems("[\"" + std::string(kMaxJsonBytes, 'x') + "\"]")).empty());
    EXPECT_FALSE(why_refused(read_stems(nested(kMaxJsonDepth + 1))).empty());
}

TEST(FingerprintRequests, are_answered_or_refused_by_the_name_of_a_member)
{
    EXPECT_EQ(read_fingerprint_request(R"({"kind":"page_text","text":"Buy milk"})").value().size(), 64U);
    auto const why = [](std::string const& text) { return why_refused(read_fingerprint_request(text)); };
    EXPECT_EQ(why(R"({"kind":"page_text","text":"x","page_number":1})"),
              R"("page_number" is not part of this fingerprint)");
    EXPECT_EQ(why(R"({"kind":"page_text","txet":"x"})"), R"("txet" is not part of this fingerprint)");
    EXPECT_EQ(why(R"({"kind":"page_text","text":7})"), "text is not a text");
    EXPECT_EQ(why(R"({"kind":"notebook","title":"","path":"","pages":[{"kind":1}]})"), "a page has no kind");
    EXPECT_LT(why(R"({"kind":"todo",")" + std::string(kMegabyte, 'x') + "\":1}").size(), 100U);
    EXPECT_FALSE(why(nested(kMaxJsonDepth + 1)).empty());
    EXPECT_TRUE(
        read_fingerprint_request(R"({"kind":"page_text","text":")" + std::string(kMegabyte, 'x') + "\"}")
            .ok());
}

TEST(Words, are_one_of_a_few)
{
    EXPECT_EQ(read_font_style("regular").value(), FontStyle::regular);
    EXPECT_EQ(read_font_style("bold").value(), FontStyle::bold);
    EXPECT_EQ(read_font_style("italic").value(), FontStyle::italic);
    EXPECT_EQ(read_font_style("bold-italic").value(), FontStyle::bold_italic);
    EXPECT_EQ(read_text_format("markdown").value(), TextFormat::markdown);
    EXPECT_EQ(read_text_format("typed-markdown").value(), TextFormat::typed_markdown);
    EXPECT_EQ(read_text_format("plain").value(), TextFormat::plain);
    EXPECT_EQ(
        why_refused(read_font_style("bold_italic")),
        R"(the style of a font must be one of "regular", "bold", "italic", "bold-italic", "medium", "serif", "serif-bold")");
    EXPECT_EQ(why_refused(read_text_format("html")),
              R"(the format of a text must be one of "markdown", "typed-markdown", "plain")");
    EXPECT_FALSE(why_refused(read_text_format(std::string(kMegabyte, 'x'))).empty());
    EXPECT_FALSE(why_refused(read_text_format("")).empty());
}

}  // namespace
}  // namespace rmirror
