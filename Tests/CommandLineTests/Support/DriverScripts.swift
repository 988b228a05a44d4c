/// One small driver in two languages: `double(n)` for whole numbers.
enum DriverScripts {
  static let python = """
    import json, sys
    for line in sys.stdin:
        asked = json.loads(line)
        if "hello" in asked:
            said = {"hello": 1, "driver": "test/1", "subject": "double 1", "deterministic": True}
        elif "describe" in asked:
            number = {"name": "n", "type": "int", "required": True}
            said = {"operations": [{"id": "double", "kind": "function", "parameters": [number],
                                    "returns": "int"}], "errors": []}
        elif "reset" in asked:
            said = {"reset": True}
        else:
            did = []
            for step in asked["do"]:
                n = step.get("args") or []
                plain = "kwargs" not in step and len(n) == 1 and type(n[0]) is int
                if plain and abs(n[0]) < 1000000:
                    did.append({"return": n[0] * 2})
                else:
                    error = {"type": "TypeError", "bases": ["Exception"], "message": "no"}
                    did.append({"raise": error})
                    break
            said = {"id": asked["id"], "did": did}
        print(json.dumps(said, separators=(",", ":"), sort_keys=True), flush=True)

    """

  static let perl = #"""
    use strict;
    use JSON::PP;
    $| = 1;
    my $json = JSON::PP->new->canonical;
    sub double { return $_[0] * 2; }
    while (my $line = <STDIN>) {
      my $asked = $json->decode($line);
      my $said;
      if (exists $asked->{hello}) {
        $said = {hello => 1, driver => "test/1", subject => "double 1",
          deterministic => JSON::PP::true};
      } elsif (exists $asked->{describe}) {
        my $number = {name => "n", type => "int", required => JSON::PP::true};
        $said = {operations => [{id => "double", kind => "function", parameters => [$number],
          returns => "int"}], errors => []};
      } elsif (exists $asked->{reset}) {
        $said = {reset => JSON::PP::true};
      } else {
        my @did;
        # As they are written: Perl would not tell 1.0 from 1.
        my @texts = $line =~ /"args":(\[.*?\])/g;
        for my $step (@{$asked->{do}}) {
          my $args = $texts[@did] // "";
          if (!exists $step->{kwargs} && $args =~ /\A\[(-?\d{1,6})\]\z/) {
            push @did, {return => double($1) + 0};
          } else {
            push @did, {raise => {type => "TypeError", bases => ["Exception"], message => "no"}};
            last;
          }
        }
        $said = {id => $asked->{id}, did => \@did};
      }
      print $json->encode($said), "\n";
    }

    """#
}
