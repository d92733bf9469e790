// SPDX-License-Identifier: AGPL-3.0-or-later
#include "javascript/engine.hpp"

#include "javascript/texts.hpp"

#include <js/Array.h>
#include <js/CallAndConstruct.h>
#include <js/CharacterEncoding.h>
#include <js/CompilationAndEvaluation.h>
#include <js/Conversions.h>
#include <js/ErrorReport.h>
#include <js/Exception.h>
#include <js/GCAPI.h>
#include <js/Initialization.h>
#include <js/Interrupt.h>
#include <js/SourceText.h>
#include <js/Stack.h>
#include <jsapi.h>

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace rmirror::javascript {

namespace {

constexpr std::size_t kStackBytes = 1U << 20U;

/// The library, from its first use until the program ends.
class Library {
public:
    static void open() { static Library const library; }

    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;

private:
    Library()
    {
        // A compiler needs memory that is writable and executable, which the service may not have.
        JS::DisableJitBackend();
        if (!JS_Init())
            throw std::runtime_error("SpiderMonkey doesn't start");
    }
    ~Library() { JS_ShutDown(); }
};

/// How often a running script is interrupted to look at its limits.
constexpr std::chrono::milliseconds kBetweenLooks{20};

/// Interrupts the script now and then until it is destroyed.
class Watch {
public:
    explicit Watch(JSContext* context)
        : thread_([this, context](std::stop_token const& stop) {
              std::unique_lock lock(mutex_);
              auto const never = [] { return false; };
              while (!stop.stop_requested()) {
                  ended_.wait_for(lock, stop, kBetweenLooks, never);
                  JS_RequestInterruptCallback(context);
              }
          })
    {}

private:
    std::mutex mutex_;
    std::condition_variable_any ended_;
    std::jthread thread_;  // Last, because it uses the others.
};

/// Of this thread, so that a busy machine ends no script.
std::chrono::nanoseconds processor_time()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The argument of a native function. Null after an exception.
JS::UniqueChars utf8_of(JSContext* context, JS::CallArgs const& arguments)
{
    JS::RootedString const text(context, JS::ToString(context, arguments.get(0)));
    return text ? JS_EncodeStringToUTF8(context, text) : nullptr;
}

/// The script's cyrb53(text).
bool cyrb53_native(JSContext* context, unsigned count, JS::Value* values)
{
    auto const arguments = JS::CallArgsFromVp(count, values);
    auto const bytes = utf8_of(context, arguments);
    auto* const sum = bytes ? JS_NewStringCopyZ(context, cyrb53(bytes.get()).c_str()) : nullptr;
    if (!sum)
        return false;
    arguments.rval().setString(sum);
    return true;
}

/// The script's graphemeEnds(text).
bool grapheme_ends_native(JSContext* context, unsigned count, JS::Value* values)
{
    auto const arguments = JS::CallArgsFromVp(count, values);
    auto const bytes = utf8_of(context, arguments);
    if (!bytes)
        return false;
    JS::RootedValueVector ends(context);
    for (auto const end : grapheme_ends(bytes.get()))
        if (!ends.append(JS::NumberValue(end)))
            return false;
    JS::RootedObject const array(context, JS::NewArrayObject(context, ends));
    if (!array)
        return false;
    arguments.rval().setObject(*array);
    return true;
}

constexpr JSClass kGlobalClass = {.name = "global",
                                  .flags = JSCLASS_GLOBAL_FLAGS,
                                  .cOps = &JS::DefaultGlobalClassOps,
                                  .spec = nullptr,
                                  .ext = nullptr,
                                  .oOps = nullptr};

/// Clears the pending exception.
std::string message_of_exception(JSContext* context)
{
    JS::ExceptionStack stack(context);
    JS::ErrorReportBuilder report(context);
    if (!JS::StealPendingExceptionStack(context, &stack) ||
        !report.init(context, stack, JS::ErrorReportBuilder::NoSideEffects))
        return "an exception without a message";
    std::string message(report.toStringResult() ? report.toStringResult().c_str() : "");
    if (report.report())
        message += ", line " + std::to_string(report.report()->lineno);
    return message;
}

}  // namespace

class Engine::Context {
public:
    Context(std::string_view script, std::string_view name, Limits const& limits)
        : limits_(limits), context_(create(limits)), global_(context_), object_(context_), memory_(context_)
    {
        JS_SetContextPrivate(context_, this);
        JS::RealmOptions const options;
        global_ = JS_NewGlobalObject(context_, &kGlobalClass, nullptr, JS::FireOnNewGlobalHook, options);
        if (!global_)
            throw std::runtime_error("SpiderMonkey has no memory");
        JSAutoRealm const realm(context_, global_);
        if (!JS_DefineFunction(context_, global_, "graphemeEnds", grapheme_ends_native, 1, 0) ||
            !JS_DefineFunction(context_, global_, "cyrb53", cyrb53_native, 1, 0) || !evaluate(script) ||
            !find_object(name) || !find_memory())
            throw std::logic_error("a script doesn't start: " + message_of_exception(context_));
    }

    CallResult call(std::string_view function, std::string_view argument, std::chrono::milliseconds time)
    {
        Watch const watch(context_);
        end_ = processor_time() + time;
        ended_ = std::nullopt;
        JSAutoRealm const realm(context_, global_);
        JS::RootedValue result(context_);
        CallResult answer;
        if ((!run(function, argument, &result) || !take_text(result, answer)) && !answer.failure)
            note_failure(answer);
        end_ = std::nullopt;
        return answer;
    }

private:
    /// Destroys the context after everything that is rooted in it.
    class Owner {
    public:
        explicit Owner(JSContext* context) : context_(context) {}
        ~Owner()
        {
            JS_DestroyContext(context_);
            is_taken_ = false;
        }
        Owner(Owner const&) = delete;
        Owner& operator=(Owner const&) = delete;
        operator JSContext*() const { return context_; }

    private:
        JSContext* context_;
    };

    /// The callback of an interrupt. Returning false ends the script.
    static bool goes_on(JSContext* context)
    {
        auto& self = *static_cast<Context*>(JS_GetContextPrivate(context));
        if (self.end_ && processor_time() >= *self.end_)
            self.ended_ = Failure::too_long;
        else if (self.end_ && self.allocated_bytes() > static_cast<double>(self.limits_.heap_bytes))
            self.ended_ = Failure::too_large;
        return !self.ended_;
    }

    static JSContext* create(Limits const& limits)
    {
        Library::open();
        if (is_taken_)
            throw std::logic_error("this thread has an engine already");
        auto* const context = JS_NewContext(static_cast<std::uint32_t>(limits.heap_bytes));
        if (!context)
            throw std::runtime_error("SpiderMonkey has no memory");
        JS_SetNativeStackQuota(context, kStackBytes);
        if (!JS::InitSelfHostedCode(context) || !JS_AddInterruptCallback(context, goes_on)) {
            JS_DestroyContext(context);
            throw std::runtime_error("SpiderMonkey has no memory");
        }
        is_taken_ = true;
        return context;
    }

    bool evaluate(std::string_view script)
    {
        JS::CompileOptions options(context_);
        options.setFileAndLine("script", 1);
        JS::SourceText<mozilla::Utf8Unit> source;
        JS::RootedValue ignored(context_);
        return source.init(context_, script.data(), script.size(), JS::SourceOwnership::Borrowed) &&
               JS::Evaluate(context_, options, source, &ignored);
    }

    bool find_object(std::string_view name)
    {
        JS::RootedValue value(context_);
        if (!JS_GetProperty(context_, global_, std::string(name).c_str(), &value) || !value.isObject())
            return false;
        object_ = &value.toObject();
        return true;
    }

    bool run(std::string_view function, std::string_view argument, JS::MutableHandleValue result)
    {
        JS::RootedString const text(
            context_, JS_NewStringCopyUTF8N(context_, JS::UTF8Chars(argument.data(), argument.size())));
        if (!text)
            return false;
        JS::RootedValue const value(context_, JS::StringValue(text));
        return JS_CallFunctionName(context_, object_, std::string(function).c_str(),
                                   JS::HandleValueArray(value), result);
    }

    bool take_text(JS::HandleValue value, CallResult& answer)
    {
        if (!value.isString()) {
            answer = {.failure = Failure::exception, .why = "the result isn't a text"};
            return false;
        }
        JS::RootedString const text(context_, value.toString());
        auto const bytes = JS_EncodeStringToUTF8(context_, text);
        if (!bytes)
            return false;
        answer.text = bytes.get();
        if (answer.text.size() <= limits_.max_text_bytes)
            return true;
        answer = {.failure = Failure::too_large, .why = "the result is too long"};
        return false;
    }

    /// The engine's own limit counts objects, but not what they allocate, such as the elements of arrays.
    bool find_memory()
    {
        JS::RootedObject const memory(context_, js::gc::NewMemoryInfoObject(context_));
        JS::RootedValue zone(context_);
        if (!memory || !JS_GetProperty(context_, memory, "zone", &zone) || !zone.isObject())
            return false;
        memory_ = &zone.toObject();
        return true;
    }

    double allocated_bytes()
    {
        JSAutoRealm const realm(context_, global_);
        JS::RootedValue bytes(context_);
        return JS_GetProperty(context_, memory_, "mallocBytes", &bytes) && bytes.isNumber() ? bytes.toNumber()
                                                                                            : 0;
    }

    void note_failure(CallResult& answer)
    {
        bool const is_full = JS_IsThrowingOutOfMemory(context_) || !JS_IsExceptionPending(context_);
        if (ended_ || is_full) {
            auto const failure = ended_.value_or(Failure::too_large);
            answer = {.failure = failure,
                      .why = failure == Failure::too_long ? "the time limit has passed" : "out of memory"};
            JS_ClearPendingException(context_);
        } else {
            answer = {.failure = Failure::exception, .why = message_of_exception(context_)};
        }
    }

    static inline thread_local bool is_taken_ = false;

    Limits limits_;
    Owner context_;
    JS::PersistentRootedObject global_;
    JS::PersistentRootedObject object_;
    JS::PersistentRootedObject memory_;
    std::optional<std::chrono::nanoseconds> end_ = {};  // While a call runs.
    std::optional<Failure> ended_ = {};
};

void open_library()
{
    Library::open();
}

Engine::Engine(std::string_view script, std::string_view name, Limits limits)
    : script_(script), name_(name), limits_(limits)
{}

Engine::~Engine() = default;

CallResult Engine::call(std::string_view function, std::string_view argument,
                        std::optional<std::chrono::milliseconds> time)
{
    if (argument.size() > limits_.max_text_bytes)
        return {.failure = Failure::too_large, .why = "the argument is too long"};
    if (!context_)
        context_ = std::make_unique<Context>(script_, name_, limits_);
    auto answer = context_->call(function, argument, std::min(time.value_or(limits_.time), limits_.time));
    if (answer.failure)
        context_.reset();
    return answer;
}

}  // namespace rmirror::javascript
