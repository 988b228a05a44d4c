"""How each form of a call is written as a step: `FORMS[form](recorder, name, owner, args, kwargs)`
gives what the recorder has begun and the operation that it counts for, or None."""


def _found(begun, target):
    return None if begun is None else (begun, target)


def _function(recorder, name, owner, args, kwargs):
    return _found(recorder.begin({"call": name}, args, kwargs), name)


def _owner_name(recorder, thing):
    return recorder.public.get(id(type(thing)))


def _method(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    target = public + "." + name if public else None
    return _found(recorder.begin({"call": name}, args[1:], kwargs, on=args[0]), target)


def _get(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    target = public + "." + name if public else None
    return _found(recorder.begin({"get": name}, (), {}, on=args[0]), target)


def _operate(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    if name == "call" and id(args[0]) in recorder.public:
        return _function(recorder, recorder.public[id(args[0])], owner, args[1:], kwargs)
    if name == "exit":
        fault = args[2] if len(args) > 2 else None
        given = () if fault is None else (fault,)
        return _found(recorder.begin({"op": name}, given, {}, on=args[0]), public)
    if name == "getitem":
        uses = []
        try:
            index = recorder.write(args[1], uses)
        except Exception:
            index = None
        if index is not None and not uses:
            return _found(recorder.begin({"item": index}, (), {}, on=args[0]), public)
    return _found(recorder.begin(_called(name, kwargs), args[1:], kwargs, on=args[0]), public)


def _called(name, kwargs):
    """An operator takes its arguments by place; a call with names is one of a method."""
    return {"call": "__call__"} if name == "call" and kwargs else {"op": name}


def _seen(recorder, name, owner, args, kwargs):
    if not args or not recorder.follows(args[0]):
        return None
    return _operate(recorder, name, owner, args + tuple(kwargs.values()), {})


def _value(recorder, name, owner, args, kwargs):
    return _found(recorder.begin(_called(name, kwargs), args, kwargs, on=owner[0]), None)


def _set(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    target = public + "." + name if public else None
    return _found(recorder.begin({"op": "setattr"}, (name, *args[1:]), {}, on=args[0]), target)


def _iterate(recorder, name, owner, args, kwargs):
    public = _owner_name(recorder, args[0])
    return _found(recorder.begin({"iterate": 100}, (), {}, on=args[0]), public)


def _construct(recorder, name, owner, args, kwargs):
    kind = args[0] if isinstance(args[0], type) else type(args[0])
    public = recorder.public.get(id(kind))
    if public is None:
        return None
    return _found(recorder.begin({"call": public}, args[1:], kwargs), public)


def _static(recorder, name, owner, args, kwargs):
    public = recorder.public.get(id(owner))
    if public is None:
        return None
    identity = public + "." + name
    return _found(recorder.begin({"call": identity}, args, kwargs), identity)


def _class(recorder, name, owner, args, kwargs):
    public = recorder.public.get(id(args[0]))
    if public is None:
        return None
    identity = public + "." + name
    return _found(recorder.begin({"call": identity}, args[1:], kwargs), identity)


FORMS = {
    "function": _function,
    "method": _method,
    "get": _get,
    "op": _operate,
    "seen": _seen,
    "set": _set,
    "value": _value,
    "iterate": _iterate,
    "init": _construct,
    "new": _construct,
    "static": _static,
    "class": _class,
}
