// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/content.hpp"

namespace rmirror::mail {

namespace {

constexpr std::string_view kHead =
    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light\">\n";
constexpr std::string_view kBodyStyle = "margin:0;padding:24px 12px;background:#f3f1ec;color:#1f1d1a";
constexpr std::string_view kSheetStyle =
    "max-width:520px;margin:0 auto;padding:28px 24px;background:#ffffff;border-radius:10px;"
    "font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif;"
    "overflow-wrap:anywhere";
constexpr std::string_view kHeadingStyle = "margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600";
constexpr std::string_view kTextStyle = "margin:0 0 16px";
constexpr std::string_view kButtonStyle =
    "display:inline-block;padding:11px 20px;background:#1f1d1a;color:#ffffff;border-radius:6px;"
    "font-weight:600;text-decoration:none";
constexpr std::string_view kSmallStyle =
    "max-width:520px;margin:16px auto 0;padding:0 24px;color:#5d5850;"
    "font:13px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif;"
    "overflow-wrap:anywhere";

std::string html_text(std::string_view text)
{
    std::string escaped;
    for (char const letter : text) {
        if (letter == '&')
            escaped += "&amp;";
        else if (letter == '<')
            escaped += "&lt;";
        else if (letter == '>')
            escaped += "&gt;";
        else if (letter == '"')
            escaped += "&quot;";
        else
            escaped += letter;
    }
    return escaped;
}

std::string element(std::string_view name, std::string_view style, std::string const& content)
{
    std::string html = "<";
    html.append(name).append(" style=\"").append(style).append("\">");
    return html.append(content).append("</").append(name).append(">\n");
}

std::string link(Action const& action, std::string_view style)
{
    return "<a href=\"" + html_text(action.url) + "\" style=\"" + std::string(style) + "\">" +
           html_text(action.label) + "</a>";
}

}  // namespace

Language language_of(std::string_view name)
{
    return name == "de" ? Language::de : Language::en;
}

std::string_view to_string(Language language)
{
    return language == Language::de ? "de" : "en";
}

std::string filled(Both const& text, Language language,
                   std::vector<std::pair<std::string_view, std::string>> const& values)
{
    auto rest = text.in(language);
    std::string result;
    while (!rest.empty()) {
        auto const open = rest.find('{');
        auto const close = rest.find('}', open);
        result += rest.substr(0, open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            break;
        for (auto const& [name, value] : values)
            if (name == rest.substr(open + 1, close - open - 1))
                result += value;
        rest.remove_prefix(close + 1);
    }
    return result;
}

std::string plain_text(Content const& content)
{
    std::string text;
    for (auto const& paragraph : content.paragraphs)
        text += paragraph + "\n\n";
    if (content.action)
        text += content.action->label + ":\n" + content.action->url + "\n\n";
    for (auto const& paragraph : content.after_action)
        text += paragraph + "\n\n";
    text += "-- \n" + content.reason + "\n";
    if (content.settings)
        text += content.settings->label + ": " + content.settings->url + "\n";
    return text;
}

std::string html_page(Content const& content, Language language)
{
    auto sheet = element("h1", kHeadingStyle, html_text(content.subject));
    for (auto const& paragraph : content.paragraphs)
        sheet += element("p", kTextStyle, html_text(paragraph));
    if (content.action)
        sheet += element("p", kTextStyle, link(*content.action, kButtonStyle));
    for (auto const& paragraph : content.after_action)
        sheet += element("p", kTextStyle, html_text(paragraph));
    auto small = html_text(content.reason);
    if (content.settings)
        small += " " + link(*content.settings, "color:#5d5850");
    return "<!doctype html>\n<html lang=\"" + std::string(to_string(language)) + "\">\n<head>\n" +
           std::string(kHead) + "<title>" + html_text(content.subject) + "</title>\n</head>\n<body style=\"" +
           std::string(kBodyStyle) + "\">\n" + element("div", kSheetStyle, "\n" + sheet) +
           element("p", kSmallStyle, small) + "</body>\n</html>\n";
}

}  // namespace rmirror::mail
