// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/template_file/lay_out_template.hpp"

#include "background/printed_word.hpp"
#include "background/template_file/sheet_figures.hpp"
#include "background/templates.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rmirror {
namespace {

// A sheet full of dots needs 60,000.
constexpr std::size_t kMaxSteps = 4'000'000;
constexpr std::size_t kStepsPerLetter = 50;  // approximate number of points of a letter

// Far beyond every sheet; a larger value is an error.
constexpr double kFarthestPlace = 1e6;

constexpr double kCopyTolerance = 1e-9;  // in copies: tolerance for sums of decimal fractions
constexpr double kMobileMaxWidth = 1000;
constexpr TemplateInk kPrintedInk{true, kGreyLines, kGreyLines, kGreyLines};

/// The context of items: the enclosing group's corner and size, and the distance of its copies.
struct Surroundings {
    double x = 0, y = 0;
    double width, height;
    double pitch = 0;
};

/// Range of a group's copies in one direction.
struct Copies {
    double first = 0;
    double end = 1;
};

double finer(double pitch, Copies const& copies, double step)
{
    if (copies.end - copies.first <= 2)
        return pitch;
    return pitch == 0 ? step : std::min(pitch, step);
}

class Sheet {
public:
    Sheet(TemplateFile const& file, double width, double height)
        : file_(file), width_(width), height_(height), figures_(width, height)
    {
        values_ = {width, height, width / 2 - height / 2, 0, width, height, kMobileMaxWidth, 0};
    }

    Result<std::vector<Figure>> draw()
    {
        // Constants may divide by zero on this sheet as long as they aren't used on it.
        for (auto const& constant : file_.constants)
            values_.push_back(file_.expressions.value_of(constant, values_));
        TRY(draw(0, file_.items.size(), {0, 0, width_, height_}));
        return figures_.take();
    }

private:
    Result<Done> draw(std::size_t first, std::size_t end, Surroundings const& around)
    {
        for (std::size_t i = first; i < end; i = file_.items[i].end) {
            auto const& item = file_.items[i];
            TRY(charge(1));
            set(TabletName::parent_width, around.width);
            set(TabletName::parent_height, around.height);
            if (item.kind == TemplateItem::Kind::path) {
                TRY(draw_path(item, around));
            } else if (item.kind == TemplateItem::Kind::text) {
                TRY(draw_text(item, around));
            } else {
                TRY(draw_group(item, i + 1, around));
            }
        }
        return Done{};
    }

    Result<Done> draw_group(TemplateItem const& group, std::size_t first, Surroundings const& around)
    {
        Surroundings inside{0, 0, 0, 0, around.pitch};
        double left = 0;
        double top = 0;
        TRY(evaluate(group.x, left));
        TRY(evaluate(group.y, top));
        TRY(evaluate(group.width, inside.width));
        TRY(evaluate(group.height, inside.height));
        left += around.x;
        top += around.y;
        Copies rows;
        Copies columns;
        TRY(count_copies(group.rows, top, inside.height, height_, rows));
        TRY(count_copies(group.columns, left, inside.width, width_, columns));
        inside.pitch = finer(finer(inside.pitch, rows, inside.height), columns, inside.width);
        for (double row = rows.first; row < rows.end; ++row)
            for (double column = columns.first; column < columns.end; ++column) {
                TRY(charge(1));
                inside.x = left + column * inside.width;
                inside.y = top + row * inside.height;
                TRY(draw(first, group.end, inside));
            }
        return Done{};
    }

    Result<Done> count_copies(TemplateRepeat const& repeat, double from, double step, double side,
                              Copies& copies)
    {
        using Kind = TemplateRepeat::Kind;
        if (repeat.kind == Kind::count) {
            double count = 0;
            TRY(evaluate(repeat.count, count));
            if (count < 0)
                return Error{ErrorCode::corrupt, "it repeats a group a negative number of times"};
            copies.end = std::max(1.0, std::floor(count + kCopyTolerance));
            return Done{};
        }
        if (step <= 0)
            return Error{ErrorCode::corrupt, "it repeats a group without a size"};
        if (repeat.kind != Kind::onwards)
            copies.first = std::floor(-from / step + kCopyTolerance);
        if (repeat.kind != Kind::backwards)
            copies.end = std::ceil((side - from) / step - kCopyTolerance);
        return copies.end - copies.first > double{kMaxSteps} ? Result<Done>(too_much()) : Done{};
    }

    Result<Done> draw_path(TemplateItem const& path, Surroundings const& around)
    {
        std::vector<Outline> outlines;
        auto const* number = file_.numbers.data() + path.first_number;
        auto const* command = file_.commands.data() + path.first_command;
        constexpr int kSpots[] = {1, 1, 3, 0};
        for (auto const* end = command + path.commands; command < end; ++command) {
            Spot spots[3];
            int const count = kSpots[static_cast<std::size_t>(*command)];
            for (int i = 0; i < count; ++i) {
                TRY(evaluate(*number++, spots[i].x));
                TRY(evaluate(*number++, spots[i].y));
                spots[i].x += around.x;
                spots[i].y += around.y;
            }
            if (*command == PathCommand::move)
                outlines.emplace_back();
            if (*command == PathCommand::curve)
                TRY(add_curve(outlines.back(), spots));
            else
                outlines.back().push_back(count > 0 ? spots[0] : outlines.back().front());
        }
        double width = 0;
        TRY(evaluate(path.stroke_width, width));
        if (width < 0)
            return Error{ErrorCode::corrupt, "it has a line of a negative width"};
        if (path.fill.is_there)
            TRY(figures_.fill(outlines, path.smooth, {path.fill, around.pitch, 0}));
        if (path.stroke.is_there && width > 0)
            TRY(figures_.stroke(outlines, {path.stroke, around.pitch, width}));
        return Done{};
    }

    /// Approximates the curve by straight pieces with a deviation of at most a tenth of a unit. The second
    /// differences give the curvature; the deviation is at most 6 / 8 of it, divided by the square of the
    /// number of pieces.
    Result<Done> add_curve(Outline& outline, Spot const (&to)[3])
    {
        constexpr double kMaxPieces = 64;
        auto const from = outline.back();
        double const bend =
            std::max(std::fabs(from.x - 2 * to[0].x + to[1].x), std::fabs(to[0].x - 2 * to[1].x + to[2].x)) +
            std::max(std::fabs(from.y - 2 * to[0].y + to[1].y), std::fabs(to[0].y - 2 * to[1].y + to[2].y));
        double const pieces = std::clamp(std::ceil(std::sqrt(bend * 7.5)), 1.0, kMaxPieces);
        TRY(charge(static_cast<std::size_t>(pieces)));
        for (double i = 1; i <= pieces; ++i) {
            double const t = i / pieces;
            double const u = 1 - t;
            double const a = u * u * u;
            double const b = 3 * u * u * t;
            double const c = 3 * u * t * t;
            double const d = t * t * t;
            outline.push_back({a * from.x + b * to[0].x + c * to[1].x + d * to[2].x,
                               a * from.y + b * to[0].y + c * to[1].y + d * to[2].y});
        }
        return Done{};
    }

    Result<Done> draw_text(TemplateItem const& text, Surroundings const& around)
    {
        auto const& words = file_.texts[text.text];
        TRY(charge(words.size() * kStepsPerLetter));
        double size = 0;
        double x = 0;
        double baseline = 0;
        TRY(evaluate(text.height, size));
        if (size <= 0)
            return Error{ErrorCode::corrupt, "it has a text without a size"};
        set(TabletName::text_width, printed_width(words, size));
        TRY(evaluate(text.x, x));
        TRY(evaluate(text.y, baseline));
        auto const word = printed_word(words, around.x + x, around.y + baseline, size);
        return figures_.fill(word.outlines, true, {kPrintedInk, around.pitch, 0});
    }

    Result<Done> evaluate(TemplateNumber const& number, double& value)
    {
        TRY(charge(number.cost()));
        value = file_.expressions.value_of(number, values_);
        if (!(std::fabs(value) <= kFarthestPlace))
            return Error{ErrorCode::corrupt, "it has a number that can't be worked out"};
        return Done{};
    }

    Result<Done> charge(std::size_t steps)
    {
        if (steps > steps_left_)
            return too_much();
        steps_left_ -= steps;
        return Done{};
    }

    static Error too_much() { return {ErrorCode::too_large, "it draws too much on one sheet"}; }

    void set(TabletName name, double value) { values_[static_cast<std::size_t>(name)] = value; }

    TemplateFile const& file_;
    double width_, height_;
    SheetFigures figures_;
    std::vector<double> values_;
    std::size_t steps_left_ = kMaxSteps;
};

}  // namespace

Result<std::vector<Figure>> lay_out_template(TemplateFile const& file, double width, double height)
{
    return Sheet(file, width, height).draw();
}

}  // namespace rmirror
